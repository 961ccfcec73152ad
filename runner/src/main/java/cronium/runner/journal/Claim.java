package cronium.runner.journal;

import cronium.runner.linux.Removal;
import cronium.runner.secrets.Secret;
import cronium.runner.supervise.Held;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The right to run one execution id on this host, and the directory that goes with it: {@code owner}, {@code payload/},
 * {@code tmp/}, {@code secrets} if it has any as files, and {@code session} once the script runs. It is made complete under another name and then renamed, so a
 * claim is there whole or not at all, and of two runners only one gets it.
 */
public final class Claim {
    static final String OWNER = "owner";
    static final String SESSION = "session";

    private static final int MOST_ATTEMPTS = 10;

    private Path directory;
    private String executionId;

    private Claim(Path directory, String executionId) {
        this.directory = directory;
        this.executionId = executionId;
    }

    /** Another runner is at work on this execution id. */
    public static final class TakenException extends IOException {
        TakenException(String executionId) {
            super("execution " + executionId + " is under way on this host already");
        }
    }

    /**
     * Claims an execution id.
     *
     * @throws TakenException when the id is claimed
     */
    public static Claim make(StateDirectory state, String executionId) throws IOException {
        Owner owner = Owner.self();
        Path coming = state.executions().resolve(owner.nameOf(".new", executionId));
        Path directory = state.executions().resolve(executionId);
        try {
            StateDirectory.createPrivate(coming);
            Files.writeString(coming.resolve(OWNER), owner.text(), StandardCharsets.US_ASCII);
            StateDirectory.createPrivate(coming.resolve("payload"));
            StateDirectory.createPrivate(coming.resolve("tmp"));
            rename(coming, directory, executionId);
        } catch (IOException e) {
            Removal.remove(coming);
            throw e;
        }
        return new Claim(directory, executionId);
    }

    /**
     * Claims another id in place of this one, before anything runs.
     *
     * @throws TakenException when that id is claimed; this claim stays as it is then
     */
    public void changeTo(String newId) throws IOException {
        Path renamed = directory.resolveSibling(newId);
        rename(directory, renamed, newId);
        directory = renamed;
        executionId = newId;
    }

    private static void rename(Path from, Path to, String executionId) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                // rename(2) does not replace a directory that has something in it.
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (Files.isDirectory(to)) {
                    throw new TakenException(executionId);
                }
                // It may have been taken then and be free now.
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    public String executionId() {
        return executionId;
    }

    /** Of the claim itself: no place for what is the script's. Exists, mode 0700. */
    public Path directory() {
        return directory;
    }

    /** Where the payload goes; the script's working directory. Exists, empty, mode 0700. */
    public Path payload() {
        return directory.resolve("payload");
    }

    /** The script's TMPDIR. Exists, empty, mode 0700. */
    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** A directory with one file for each secret. */
    public record SecretsPlace(Path directory, boolean inMemory) {}

    /** Writes secrets for the script to read; they go with the claim. After {@link #changeTo}, since that moves it. */
    public SecretsPlace write(List<Secret> secrets) throws IOException {
        return SecretFiles.write(directory, secrets);
    }

    /** Notes how the script's processes can be found, so that a later sweep finds what a killed runner left running. */
    public void scriptStarts(Held held) throws IOException {
        Files.writeString(directory.resolve(SESSION), HeldNote.of(held), StandardCharsets.UTF_8);
    }

    /**
     * Gives the claim up and removes everything.
     *
     * @return what could not be removed, and why; empty if nothing is left
     */
    public List<String> remove() {
        Path going = directory.resolveSibling(Owner.self().nameOf(".old", executionId));
        try {
            Files.move(directory, going, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return removeWithSecrets(directory);
        }
        return removeWithSecrets(going);
    }

    /** Secrets first: they are the worst that could be left. */
    static List<String> removeWithSecrets(Path directory) {
        List<String> left = new ArrayList<>(SecretFiles.wipe(directory));
        left.addAll(Removal.remove(directory));
        return left;
    }
}
