package cronium.runner.contain;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.linux.Architecture;
import cronium.runner.linux.Capabilities;
import cronium.runner.linux.Landlock;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Privileges;
import cronium.runner.linux.Seccomp;
import java.util.List;
import java.util.Optional;

/**
 * What the thread that starts a script takes from itself before it does, so that the script has it neither. The steps go
 * from what needs rights to what takes them.
 *
 * @param sandbox in force
 * @param ownDirectories of the execution: always writable
 * @param interpreter real path of the program that runs the script
 * @param landlockAbi version of Landlock to be used, 0 for none
 * @param systemCalls whether system calls are filtered
 */
public record Confinement(
        Sandbox sandbox, List<String> ownDirectories, String interpreter, int landlockAbi, boolean systemCalls) {
    /** What root keeps: to work with its own files and users, and nothing of the host's. */
    private static final long KEPT_BY_ROOT = Capabilities.CHOWN
            | Capabilities.DAC_OVERRIDE
            | Capabilities.FOWNER
            | Capabilities.FSETID
            | Capabilities.KILL
            | Capabilities.SETGID
            | Capabilities.SETUID
            | Capabilities.NET_BIND_SERVICE;

    private static final long READ = Landlock.READ_FILE | Landlock.READ_DIRECTORY;
    private static final long READ_AND_EXECUTE = READ | Landlock.EXECUTE;

    public Confinement {
        ownDirectories = List.copyOf(ownDirectories);
    }

    /** Nothing but that no rights can be gained. */
    public static Confinement none() {
        return new Confinement(Sandbox.host(), List.of(), "/", 0, false);
    }

    /** Whether a thread loses more by it than the right to gain rights. */
    public boolean restricts() {
        return sandbox.restricts();
    }

    /**
     * Confines the calling thread, for ever. Landlock comes last and all is made ready before it: a class that this thread
     * had to load from then on might lie where it may not read.
     */
    public void restrictThisThread() throws LinuxException {
        if (!sandbox.restricts()) {
            Privileges.giveUpGaining();
            return;
        }
        boolean unixSockets = sandbox.filesystem() != Filesystem.PRIVATE;
        Optional<Landlock> rules = usesLandlock() ? Optional.of(rules()) : Optional.empty();
        try {
            Capabilities.keepOnly(KEPT_BY_ROOT);
            Privileges.giveUpGaining();
            if (systemCalls) {
                Seccomp.restrictThisThread(SystemCallFilter.of(Architecture.current(), sandbox.network(), unixSockets));
            }
            if (rules.isPresent()) {
                rules.get().restrictThisThread();
            }
        } finally {
            rules.ifPresent(Landlock::close);
        }
    }

    /** A set of rules that handles nothing is refused by the kernel. */
    private boolean usesLandlock() {
        boolean network = landlockAbi >= Landlock.ABI_OF_NETWORK && sandbox.network() instanceof Network.TcpConnect;
        boolean files = landlockAbi > 0 && sandbox.filesystem() != Filesystem.HOST;
        return landlockAbi >= Landlock.ABI_OF_SCOPES || network || files;
    }

    private Landlock rules() throws LinuxException {
        Landlock rules = Landlock.rules(
                landlockAbi,
                sandbox.filesystem() != Filesystem.HOST,
                sandbox.network() instanceof Network.TcpConnect,
                true);
        try {
            switch (sandbox.filesystem()) {
                case HOST -> {}
                case READ_ONLY -> {
                    rules.allow("/", READ_AND_EXECUTE);
                    allowWriting(rules);
                }
                case PRIVATE -> {
                    allowAll(rules, SystemPaths.PROGRAMS, READ_AND_EXECUTE);
                    allowAll(rules, SystemPaths.READABLE, READ);
                    allowAll(rules, sandbox.readable(), READ_AND_EXECUTE);
                    rules.allow(interpreter, Landlock.READ_FILE | Landlock.EXECUTE);
                    allowWriting(rules);
                }
            }
            if (sandbox.network() instanceof Network.TcpConnect(List<Integer> ports)
                    && landlockAbi >= Landlock.ABI_OF_NETWORK) {
                for (int port : ports) {
                    rules.allowConnect(port);
                }
            }
            return rules;
        } catch (LinuxException | RuntimeException e) {
            rules.close();
            throw e;
        }
    }

    private void allowWriting(Landlock rules) throws LinuxException {
        allowAll(rules, SystemPaths.DEVICES, Landlock.READ_FILE | Landlock.WRITE_FILE);
        allowAll(rules, ownDirectories, Landlock.ALL_FILES);
        allowAll(rules, sandbox.writable(), Landlock.ALL_FILES);
    }

    /** What is not there needs no rule. */
    private static void allowAll(Landlock rules, List<String> paths, long rights) throws LinuxException {
        for (String path : paths) {
            rules.allow(path, rights);
        }
    }
}
