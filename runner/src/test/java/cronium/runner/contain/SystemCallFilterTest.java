package cronium.runner.contain;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.Network;
import cronium.runner.linux.Architecture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SystemCallFilterTest {
    private static final int AUDIT_I386 = 0x40000003;
    private static final int AUDIT_ARM = 0x40000028;
    private static final long CLONE_NEWUSER = 0x1000_0000;
    /** What pthread_create(3) asks for. */
    private static final long THREAD = 0x3d0f00;

    private static final long SIGCHLD = 17;

    @ParameterizedTest
    @EnumSource
    void everyDeniedCallIsDenied(Architecture architecture) {
        long[] filter = host(architecture);
        for (DeniedCall call : DeniedCall.values()) {
            if (call.number(architecture) != DeniedCall.NONE) {
                assertThat(ClassicBpf.answer(filter, architecture, call.number(architecture)))
                        .as(call.name())
                        .isEqualTo(FilterProgram.EPERM);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherCallIsAllowedWithItsUsualArguments(Architecture architecture) {
        List<Integer> denied = Arrays.stream(DeniedCall.values())
                .map(call -> call.number(architecture))
                .toList();
        for (int number = 0; number < 600; number++) {
            if (!denied.contains(number) && number != FilteredCall.CLONE3.number(architecture)) {
                assertThat(ClassicBpf.answer(host(architecture), architecture, number, 0, 0, 0))
                        .as("call " + number)
                        .isEqualTo(FilterProgram.ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsOfAnotherArchitectureDoNotExist(Architecture architecture) {
        for (int other : new int[] {AUDIT_I386, AUDIT_ARM, 0}) {
            assertThat(ClassicBpf.answer(host(architecture), other, 1)).isEqualTo(FilterProgram.ENOSYS);
        }
        // The x32 ABI has the architecture of x86-64 and a bit in the number.
        assertThat(ClassicBpf.answer(host(architecture), architecture, 0x40000000 | 165))
                .isEqualTo(FilterProgram.ENOSYS);
        assertThat(ClassicBpf.answer(host(architecture), architecture, -1)).isEqualTo(FilterProgram.ENOSYS);
    }

    @ParameterizedTest
    @EnumSource
    void threadsAndProcessesMayBeMadeAndNamespacesMayNot(Architecture architecture) {
        int clone = FilteredCall.CLONE.number(architecture);
        assertThat(ClassicBpf.answer(host(architecture), architecture, clone, THREAD))
                .isEqualTo(FilterProgram.ALLOW);
        assertThat(ClassicBpf.answer(host(architecture), architecture, clone, SIGCHLD))
                .isEqualTo(FilterProgram.ALLOW);
        assertThat(ClassicBpf.answer(host(architecture), architecture, clone, CLONE_NEWUSER | SIGCHLD))
                .isEqualTo(FilterProgram.EPERM);
        assertThat(ClassicBpf.answer(host(architecture), architecture, FilteredCall.CLONE3.number(architecture)))
                .isEqualTo(FilterProgram.ENOSYS);
    }

    @ParameterizedTest
    @EnumSource
    void limitsOfOthersMayBeReadAndNotSet(Architecture architecture) {
        int prlimit = FilteredCall.PRLIMIT64.number(architecture);
        long pointer = 0x7fff_0000_0000L;
        assertThat(ClassicBpf.answer(host(architecture), architecture, prlimit, 0, 7, pointer, 0))
                .isEqualTo(FilterProgram.ALLOW);
        assertThat(ClassicBpf.answer(host(architecture), architecture, prlimit, 4711, 7, 0, pointer))
                .isEqualTo(FilterProgram.ALLOW);
        assertThat(ClassicBpf.answer(host(architecture), architecture, prlimit, 4711, 7, pointer, 0))
                .as("a pointer whose low half is 0")
                .isEqualTo(FilterProgram.EPERM);
        assertThat(ClassicBpf.answer(host(architecture), architecture, prlimit, 4711, 7, 0x1000, 0))
                .isEqualTo(FilterProgram.EPERM);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsPutIntoATerminal(Architecture architecture) {
        int ioctl = FilteredCall.IOCTL.number(architecture);
        assertThat(ClassicBpf.answer(host(architecture), architecture, ioctl, 0, 0x5412))
                .isEqualTo(FilterProgram.EPERM);
        assertThat(ClassicBpf.answer(host(architecture), architecture, ioctl, 0, 0xffff_ffff_0000_5412L))
                .as("the kernel looks at the low half")
                .isEqualTo(FilterProgram.EPERM);
        assertThat(ClassicBpf.answer(host(architecture), architecture, ioctl, 0, 0x5413))
                .isEqualTo(FilterProgram.ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void withoutANetworkThereAreOnlyPairs(Architecture architecture) {
        long[] filter = SystemCallFilter.of(architecture, new Network.None(), true);
        for (int family : new int[] {1, 2, 10, 16, 17}) {
            assertThat(socket(filter, architecture, family, 1, 0)).isEqualTo(FilterProgram.EAFNOSUPPORT);
        }
        int pair = FilteredCall.SOCKETPAIR.number(architecture);
        assertThat(ClassicBpf.answer(filter, architecture, pair, 1, 1)).isEqualTo(FilterProgram.ALLOW);
        assertThat(ClassicBpf.answer(filter, architecture, pair, 30, 1)).isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(ClassicBpf.answer(filter, architecture, pair, 1, 2))
                .as("datagrams go to any address")
                .isEqualTo(FilterProgram.EAFNOSUPPORT);
    }

    @ParameterizedTest
    @EnumSource
    void forTcpThereIsTcp(Architecture architecture) {
        long[] filter = SystemCallFilter.of(architecture, new Network.TcpConnect(List.of(443)), true);
        int nonBlocking = 0x800;
        assertThat(socket(filter, architecture, 2, 1 | nonBlocking, 0)).isEqualTo(FilterProgram.ALLOW);
        assertThat(socket(filter, architecture, 10, 1, 6)).isEqualTo(FilterProgram.ALLOW);
        assertThat(socket(filter, architecture, 2, 2, 0)).as("UDP").isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(socket(filter, architecture, 2, 3, 1)).as("raw").isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(socket(filter, architecture, 2, 1, 262)).as("MPTCP").isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(socket(filter, architecture, 1, 1, 0)).as("Unix").isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(ClassicBpf.answer(filter, architecture, FilteredCall.LISTEN.number(architecture), 3, 1))
                .isEqualTo(FilterProgram.EPERM);
        int sendto = FilteredCall.SENDTO.number(architecture);
        assertThat(ClassicBpf.answer(filter, architecture, sendto, 3, 0, 0, 0x2000_0000))
                .as("a connection that Landlock does not see")
                .isEqualTo(FilterProgram.EPERM);
        assertThat(ClassicBpf.answer(filter, architecture, sendto, 3, 0, 0, 0x4000))
                .isEqualTo(FilterProgram.ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void unixSocketsAreDeniedOnDemand(Architecture architecture) {
        long[] filter = SystemCallFilter.of(architecture, new Network.Host(), false);
        assertThat(socket(filter, architecture, 1, 1, 0)).isEqualTo(FilterProgram.EAFNOSUPPORT);
        assertThat(socket(filter, architecture, 2, 1, 0)).isEqualTo(FilterProgram.ALLOW);
        for (FilteredCall call : List.of(FilteredCall.SHMGET, FilteredCall.SEMGET, FilteredCall.MSGGET)) {
            assertThat(ClassicBpf.answer(filter, architecture, call.number(architecture)))
                    .isEqualTo(FilterProgram.ENOSYS);
        }
    }

    private static int socket(long[] filter, Architecture architecture, int family, int type, int protocol) {
        return ClassicBpf.answer(
                filter, architecture, FilteredCall.SOCKET.number(architecture), family, type, protocol);
    }

    private static long[] host(Architecture architecture) {
        return SystemCallFilter.of(architecture, new Network.Host(), true);
    }
}
