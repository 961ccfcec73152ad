# Prints a single line of $1 bytes, without a newline.
head -c "$1" /dev/zero | tr '\0' x
