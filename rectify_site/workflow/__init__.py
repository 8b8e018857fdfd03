"""One function a verb. Read, decide, write: the rooms below do the deciding, ``store`` the reading and writing."""
