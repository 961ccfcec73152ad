package cronium.server.api;

import java.util.Locale;
import java.util.Optional;

/** The media types that callers send and accept (RFC 9110, sections 8.3 and 12.5.1). */
final class MediaTypes {
    private MediaTypes() {}

    /** Whether a body of that content type is JSON in UTF-8. */
    static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }

    /** Whether a body of that content type is bytes of any kind. */
    static boolean isBytes(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).split(";", -1)[0].strip().equals("application/octet-stream");
    }

    /** Whether a caller with that {@code Accept} takes that type. */
    static boolean accepts(Optional<String> accept, String type) {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return true;
        }
        String group = type.substring(0, type.indexOf('/')) + "/*";
        for (String range : accept.get().toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String name = parts[0].strip();
            if ((name.equals(type) || name.equals(group) || name.equals("*/*")) && !isRefused(parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
