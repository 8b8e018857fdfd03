"""`python -m rectify_site`: the same door as the command `rectify-site`."""

from rectify_site.cli import main

if __name__ == "__main__":
    main()
