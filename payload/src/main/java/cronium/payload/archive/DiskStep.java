package cronium.payload.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One thing to do on disk. Names are relative to the directory that is unpacked into. */
sealed interface DiskStep {
    void perform(Disk disk) throws IOException;

    /** mkdir(2); the final mode comes last of all. */
    record MakeDirectory(String name) implements DiskStep {
        @Override
        public void perform(Disk disk) throws IOException {
            disk.makeDirectory(name);
        }
    }

    /** open(2) of a file that must not exist; {@link EndFile} follows in time. */
    record StartFile(String name, int mode) implements DiskStep {
        @Override
        public void perform(Disk disk) throws IOException {
            disk.startFile(name, mode);
        }
    }

    /** The next bytes of the file. */
    record Write(ByteBuffer bytes) implements DiskStep {
        @Override
        public void perform(Disk disk) throws IOException {
            disk.write(bytes);
        }
    }

    /** The file is complete. */
    record EndFile() implements DiskStep {
        @Override
        public void perform(Disk disk) throws IOException {
            disk.endFile();
        }
    }

    /** link(2). */
    record MakeHardLink(String name, String target) implements DiskStep {
        @Override
        public void perform(Disk disk) throws IOException {
            disk.makeHardLink(name, target);
        }
    }
}
