import os
import sys

print(f"{os.environ['GREETING']} from {os.environ['CRONIUM_EVENT_ID']}, Python {sys.version_info.major}")
print("and a line on standard error", file=sys.stderr)
