# Fills argv[1] MiB of memory with bytes that are not zero, and ends.
import sys

kept = b"x" * (int(sys.argv[1]) << 20)
print("ready", len(kept))
