"""The commands of `teikyo`, one file each; every module defines `command`."""
