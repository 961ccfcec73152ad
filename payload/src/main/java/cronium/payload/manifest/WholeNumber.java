package cronium.payload.manifest;

import java.util.OptionalLong;

/** Whole numbers of 64 bits. */
final class WholeNumber {
    private WholeNumber() {}

    /** Decimal digits, nothing else; empty also if there are too many. */
    static OptionalLong ofDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return OptionalLong.empty();
            }
        }
        return parse(text, 10);
    }

    /**
     * As the reference's YAML reader takes integers: a sign, {@code _} between digits, {@code 0x}, {@code 0o}, {@code 0b},
     * a leading 0 for octal, and decimals without a fraction ({@code 3.0}).
     */
    static OptionalLong ofYaml(String source) {
        String text = source.replace("_", "");
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (digits.isEmpty() || !Ascii.isDigit(digits.charAt(0))) {
            return OptionalLong.empty();
        }
        return switch (digits.length() > 1 && digits.charAt(0) == '0' ? digits.charAt(1) : ' ') {
            case 'x', 'X' -> parseUnsigned(sign, digits.substring(2), 16);
            case 'o', 'O' -> parseUnsigned(sign, digits.substring(2), 8);
            case 'b', 'B' -> parseUnsigned(sign, digits.substring(2), 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> parseUnsigned(sign, digits, 8);
            default -> parseUnsigned(sign, withoutZeroFraction(digits), 10);
        };
    }

    private static String withoutZeroFraction(String digits) {
        int point = digits.indexOf('.');
        if (point < 0) {
            return digits;
        }
        int end = digits.length();
        while (end > point + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return end == point + 1 ? digits.substring(0, point) : digits;
    }

    /** {@code Long.parseLong} takes a sign of its own, which must not come after a prefix. */
    private static OptionalLong parseUnsigned(String sign, String digits, int radix) {
        return digits.startsWith("-") || digits.startsWith("+")
                ? OptionalLong.empty()
                : parse(sign.concat(digits), radix);
    }

    private static OptionalLong parse(String text, int radix) {
        try {
            return OptionalLong.of(Long.parseLong(text, radix));
        } catch (NumberFormatException tooLongOrNoDigits) {
            return OptionalLong.empty();
        }
    }
}
