package cronium.payload.manifest;

/**
 * One fault of a manifest.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param path the key it is about, such as {@code metadata.jobId} or {@code arguments[2]}; empty for the whole document
 * @param message expected and found, fit for a terminal: user text in it is clipped and escaped
 */
public record Problem(int line, int column, String path, String message) {

    /** One line, as compilers write them: {@code FILE:LINE:COLUMN: PATH: MESSAGE}. */
    public String in(String fileName) {
        String place = fileName + ":" + line + ":" + column + ": ";
        return path.isEmpty() ? place + message : place + path + ": " + message;
    }
}
