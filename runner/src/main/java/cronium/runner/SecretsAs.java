package cronium.runner;

import java.util.Optional;

/** How a script gets its secrets; the words of {@code --secrets-as}. */
enum SecretsAs {
    ENVIRONMENT,
    FILES;

    static Optional<SecretsAs> named(String word) {
        return switch (word) {
            case "environment" -> Optional.of(ENVIRONMENT);
            case "files" -> Optional.of(FILES);
            default -> Optional.empty();
        };
    }
}
