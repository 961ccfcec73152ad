package cronium.runner.contain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainmentPlannerTest {
    private static final Optional<Path> GROUP = Optional.of(Path.of("/sys/fs/cgroup/x"));
    private static final Abilities ROOT = new Abilities(7, true, true, true, GROUP);
    private static final Abilities USER = new Abilities(7, true, false, true, Optional.empty());
    private static final Abilities OLD = new Abilities(0, true, false, true, Optional.empty());

    @Test
    void theStrongestLayerThatKeepsTheViewOfTheHostIsTaken() throws ContainmentException {
        assertThat(plan(ROOT, Sandbox.host()).layer()).isEqualTo(TreeLayer.CGROUP);
        assertThat(plan(USER, Sandbox.host()).layer()).isEqualTo(TreeLayer.WATCHDOG);
        assertThat(plan(ROOT, files(Filesystem.READ_ONLY)).layer()).isEqualTo(TreeLayer.CGROUP);
    }

    @Test
    void aPrivateFilesystemHidesProcessesWhereThatIsPossible() throws ContainmentException {
        Containment ofRoot = plan(ROOT, files(Filesystem.PRIVATE));
        assertThat(ofRoot.layer()).isEqualTo(TreeLayer.PID_NAMESPACE);
        assertThat(ofRoot.hideProcesses()).isTrue();
        assertThat(ofRoot.enforced())
                .containsExactly("filesystem-private", "system-calls", "signals", "capabilities", "hidden-processes");
        assertThat(plan(USER, files(Filesystem.PRIVATE)).enforced())
                .containsExactly("filesystem-private", "system-calls", "signals");
    }

    @Test
    void aDemandedLayerIsTakenOrTheExecutionRefused() throws ContainmentException {
        assertThat(demanded(ROOT, TreeLayer.PID_NAMESPACE).layer()).isEqualTo(TreeLayer.PID_NAMESPACE);
        assertThat(demanded(ROOT, TreeLayer.WATCHDOG).layer()).isEqualTo(TreeLayer.WATCHDOG);
        assertThatThrownBy(() -> demanded(USER, TreeLayer.PID_NAMESPACE))
                .isInstanceOf(ContainmentException.class)
                .hasMessageContainingAll("pid-namespace", "expected CAP_SYS_ADMIN");
        assertThatThrownBy(() -> demanded(USER, TreeLayer.CGROUP))
                .hasMessageContainingAll("cgroup", "expected a writable control group of version 2, found none");
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, filesystem, 'expected Landlock ABI 3 or newer (Linux 6.2), found none'",
        "2, true, filesystem, found ABI 2",
        "3, true, tcp, 'expected seccomp and Landlock ABI 4 or newer (Linux 6.7), found ABI 3'",
        "7, false, none, 'expected seccomp (Linux 3.17), found none'",
        "7, false, filesystem, 'system calls: expected seccomp'"
    })
    void whatTheHostLacksIsRefusedByName(int abi, boolean seccomp, String asked, String says) {
        Sandbox sandbox = switch (asked) {
            case "tcp" -> network(new Network.TcpConnect(List.of(443)));
            case "none" -> network(new Network.None());
            default -> files(Filesystem.READ_ONLY);
        };
        Abilities abilities = new Abilities(abi, seccomp, false, true, Optional.empty());
        assertThatThrownBy(() -> plan(abilities, sandbox))
                .isInstanceOfSatisfying(
                        ContainmentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContainmentException.UNAVAILABLE))
                .hasMessageContainingAll(says, "--best-effort");
    }

    @Test
    void whatMayBeMissingIsLeftOutAndNotClaimed() throws ContainmentException {
        Containment containment = new ContainmentPlanner(OLD, Optional.empty(), Set.of(SandboxLayer.FILESYSTEM))
                .plan("exec-1", files(Filesystem.PRIVATE), List.of(), Path.of("/bin/bash"));
        assertThat(containment.enforced()).containsExactly("system-calls");
        assertThat(containment.confinement().landlockAbi()).isZero();
    }

    @Test
    void withoutASandboxNothingIsRestricted() throws ContainmentException {
        assertThat(plan(ROOT, Sandbox.host()).confinement()).isEqualTo(Confinement.none());
        assertThat(plan(OLD, Sandbox.host()).enforced()).isEmpty();
    }

    private static Sandbox files(Filesystem filesystem) {
        return new Sandbox(filesystem, new Network.Host(), List.of(), List.of());
    }

    private static Sandbox network(Network network) {
        return new Sandbox(Filesystem.HOST, network, List.of(), List.of());
    }

    private static Containment plan(Abilities abilities, Sandbox sandbox) throws ContainmentException {
        return new ContainmentPlanner(abilities, Optional.empty(), Set.of())
                .plan("exec-1", sandbox, List.of(), Path.of("/bin/bash"));
    }

    private static Containment demanded(Abilities abilities, TreeLayer layer) throws ContainmentException {
        return new ContainmentPlanner(abilities, Optional.of(layer), Set.of())
                .plan("exec-1", Sandbox.host(), List.of(), Path.of("/bin/bash"));
    }
}
