package cronium.runner.contain;

import cronium.payload.manifest.Network;
import cronium.runner.linux.Architecture;
import java.util.List;

/**
 * The seccomp filter of a sandboxed script: a list of what is denied, since what scripts use of the rest is without end.
 * Calls of another architecture and of the x32 ABI, which would pass by the numbers, are answered as unknown.
 */
final class SystemCallFilter {
    /** {@code __X32_SYSCALL_BIT}. */
    private static final int X32 = 0x4000_0000;

    /** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final int NEW_NAMESPACES =
            0x80 | 0x0002_0000 | 0x0200_0000 | 0x0400_0000 | 0x0800_0000 | 0x1000_0000 | 0x2000_0000 | 0x4000_0000;

    /** Puts characters into a terminal's input. */
    private static final int TIOCSTI = 0x5412;

    private static final int TIOCLINUX = 0x541C;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_SEQPACKET = 5;
    /** Below SOCK_NONBLOCK and SOCK_CLOEXEC. */
    private static final int SOCK_TYPE_MASK = 0xf;

    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;
    /** Connects in sendto(2), where Landlock does not look. */
    private static final int MSG_FASTOPEN = 0x2000_0000;

    private static final int ALL_BITS = -1;

    private SystemCallFilter() {}

    /**
     * The program.
     *
     * @param network what sockets may be made
     * @param otherProcesses whether sockets of AF_UNIX may be made, behind which somebody acts with rights of its own, and
     *     System V IPC be used, which others of the same user use
     */
    static long[] of(Architecture architecture, Network network, boolean otherProcesses) {
        FilterProgram program = new FilterProgram()
                .onlyArchitecture(architecture.auditValue(), FilterProgram.ENOSYS)
                .answerFrom(X32, FilterProgram.ENOSYS);
        for (DeniedCall call : DeniedCall.values()) {
            if (call.number(architecture) != DeniedCall.NONE) {
                program.answer(call.number(architecture), FilterProgram.EPERM);
            }
        }
        // glibc falls back to clone(2), whose flags can be looked at.
        program.answer(FilteredCall.CLONE3.number(architecture), FilterProgram.ENOSYS)
                .answerIfAnyBit(FilteredCall.CLONE.number(architecture), 0, NEW_NAMESPACES, FilterProgram.EPERM)
                .answerIf(FilteredCall.IOCTL.number(architecture), 1, TIOCSTI, FilterProgram.EPERM)
                .answerIf(FilteredCall.IOCTL.number(architecture), 1, TIOCLINUX, FilterProgram.EPERM)
                .answerIfFirstAndThird(FilteredCall.PRLIMIT64.number(architecture), FilterProgram.EPERM)
                // 0 is Linux itself, all bits ask what is set.
                .answerUnless(
                        FilteredCall.PERSONALITY.number(architecture),
                        0,
                        ALL_BITS,
                        new int[] {0, ALL_BITS},
                        FilterProgram.EPERM);
        sockets(program, architecture, network, otherProcesses);
        if (!otherProcesses) {
            for (FilteredCall call : List.of(FilteredCall.SHMGET, FilteredCall.SEMGET, FilteredCall.MSGGET)) {
                program.answer(call.number(architecture), FilterProgram.ENOSYS);
            }
        }
        return program.allowTheRest();
    }

    private static void sockets(
            FilterProgram program, Architecture architecture, Network network, boolean otherProcesses) {
        int socket = FilteredCall.SOCKET.number(architecture);
        switch (network) {
            case Network.Host _ -> {
                if (!otherProcesses) {
                    program.answerIf(socket, 0, AF_UNIX, FilterProgram.EAFNOSUPPORT);
                    connectedPairsOnly(program, architecture);
                }
            }
            case Network.None _ -> {
                program.answer(socket, FilterProgram.EAFNOSUPPORT);
                connectedPairsOnly(program, architecture);
            }
            case Network.TcpConnect _ -> {
                program.answerUnless(socket, 0, ALL_BITS, new int[] {AF_INET, AF_INET6}, FilterProgram.EAFNOSUPPORT)
                        .answerUnless(socket, 1, SOCK_TYPE_MASK, new int[] {SOCK_STREAM}, FilterProgram.EAFNOSUPPORT)
                        .answerUnless(
                                socket, 2, ALL_BITS, new int[] {IPPROTO_IP, IPPROTO_TCP}, FilterProgram.EAFNOSUPPORT);
                connectedPairsOnly(program, architecture);
                // Without bind(2), which Landlock sees, listen(2) takes some port.
                program.answer(FilteredCall.LISTEN.number(architecture), FilterProgram.EPERM);
                program.answerIfAnyBit(FilteredCall.SENDTO.number(architecture), 3, MSG_FASTOPEN, FilterProgram.EPERM)
                        .answerIfAnyBit(FilteredCall.SENDMSG.number(architecture), 2, MSG_FASTOPEN, FilterProgram.EPERM)
                        .answerIfAnyBit(
                                FilteredCall.SENDMMSG.number(architecture), 3, MSG_FASTOPEN, FilterProgram.EPERM);
            }
        }
    }

    /** A pair stays connected to itself; but one of datagrams can send to any address, and connect anew. */
    private static void connectedPairsOnly(FilterProgram program, Architecture architecture) {
        int pair = FilteredCall.SOCKETPAIR.number(architecture);
        program.answerUnless(pair, 0, ALL_BITS, new int[] {AF_UNIX}, FilterProgram.EAFNOSUPPORT)
                .answerUnless(
                        pair, 1, SOCK_TYPE_MASK, new int[] {SOCK_STREAM, SOCK_SEQPACKET}, FilterProgram.EAFNOSUPPORT);
    }
}
