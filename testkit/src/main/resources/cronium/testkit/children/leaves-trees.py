# Leaves what is hard to remove, in the working directory: argv[1] directories one in the other, all of them closed to
# writing, and a thousand files in a directory that cannot even be read.
import os
import sys

here = os.getcwd()
made = 0
os.mkdir("deep")
os.chdir("deep")
for _ in range(int(sys.argv[1])):
    os.mkdir("d" * 100)
    os.chdir("d" * 100)
    made += 1
open("file", "w").close()
for _ in range(made + 1):
    os.chmod(".", 0o500)
    os.chdir("..")
os.chdir(here)
os.mkdir("closed")
for n in range(1000):
    open(f"closed/{n}", "w").close()
os.chmod("closed", 0)
print("ready")
