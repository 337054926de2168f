"""What leaves for other programs: files of a quarter that come out the same whenever they are asked for."""
