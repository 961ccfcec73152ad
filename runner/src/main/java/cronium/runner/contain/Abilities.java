package cronium.runner.contain;

import cronium.runner.linux.Capabilities;
import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.Landlock;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Seccomp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this host lets this user hold a script with.
 *
 * @param landlockAbi version of Landlock, 0 for none
 * @param seccomp whether system calls can be filtered
 * @param administrator whether namespaces can be made and mounts changed (CAP_SYS_ADMIN)
 * @param pidNamespaces whether the kernel has namespaces of process ids
 * @param controlGroup the group in which groups can be made, if any
 */
public record Abilities(
        int landlockAbi, boolean seccomp, boolean administrator, boolean pidNamespaces, Optional<Path> controlGroup) {

    /** Asks the kernel. Changes nothing. */
    public static Abilities ofThisHost() throws LinuxException {
        return new Abilities(
                Landlock.abi(),
                Seccomp.available(),
                (Capabilities.effective() & Capabilities.SYS_ADMIN) != 0,
                Files.exists(Path.of("/proc/self/ns/pid")),
                ControlGroup.forNewOnes());
    }

    /** Whether a namespace of process ids can be made by this runner. */
    public boolean canIsolateProcesses() {
        return administrator && pidNamespaces;
    }
}
