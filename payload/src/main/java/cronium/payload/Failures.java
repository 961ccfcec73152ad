package cronium.payload;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures of the host in words: java.nio.file's own messages are bare paths. */
public final class Failures {
    private Failures() {}

    /** One sentence: which file, and what is wrong with it. */
    public static String sentence(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": no such file or directory";
            case FileAlreadyExistsException e -> e.getFile() + ": expected nothing there, found a file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            default -> message(failure);
        };
    }

    /** The message of an exception, or its kind where it has none. */
    public static String message(Exception failure) {
        String message = failure.getMessage();
        return message != null ? message : failure.getClass().getSimpleName();
    }
}
