"""The wheel alone, without this checkout, takes a newcomer from a plan to a site."""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that was built and installed into an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = next(
        path for path in (venv / "bin" / "python", venv / "Scripts" / "python.exe") if path.exists()
    )
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    subprocess.run(install, check=True)
    own = next(venv.rglob("rectify_site/__init__.py")).parents[1]
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.with_name("rectify-site")


def run(program: Path, folder: Path, *words: str) -> dict[str, object]:
    done = subprocess.run(
        [program, "--json", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_from_a_plan_to_a_site_with_nothing_but_the_wheel(program: Path, tmp_path: Path) -> None:
    run(program, tmp_path, "init", "office")
    office = tmp_path / "office"
    settings = (office / "mkdocs.yml").read_text(encoding="utf-8")
    own = settings.replace("示例区", "青山区").replace("shili-qu", "qingshan-qu")
    (office / "mkdocs.yml").write_text(own, encoding="utf-8")
    assert len(run(program, office, "import", "整改方案示例.txt")["records"]) == 6  # type: ignore[arg-type]
    run(program, office, "scope", "2025-minzhu", "public", "--basis", "党务公开")
    code = str(run(program, office, "review", "--as-of", "2026-03-10")["sheet_code"])
    signs = ["--sign", "保密审查=乙@2026-03-11", "--sign", "签发=丙@2026-03-12"]
    run(program, office, "approve", "--all", "--sheet-code", code, *signs, "--document", "示整公〔2026〕1号")
    built = run(program, office, "build")
    assert built["records"] == 6
    assert (office / "site" / "records" / "2025-minzhu-06.html").is_file()
    run(program, office, "verify")
