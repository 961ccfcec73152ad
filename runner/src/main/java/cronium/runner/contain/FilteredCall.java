package cronium.runner.contain;

import cronium.runner.linux.Architecture;

/** System calls whose arguments decide whether they are allowed. */
enum FilteredCall {
    CLONE(56, 220),
    CLONE3(435, 435),
    IOCTL(16, 29),
    PRLIMIT64(302, 261),
    PERSONALITY(135, 92),
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    LISTEN(50, 201),
    SHMGET(29, 194),
    SEMGET(64, 190),
    MSGGET(68, 186),
    SENDTO(44, 206),
    SENDMSG(46, 211),
    SENDMMSG(307, 269);

    private final int onX86;
    private final int onArm;

    FilteredCall(int onX86, int onArm) {
        this.onX86 = onX86;
        this.onArm = onArm;
    }

    int number(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> onX86;
            case ARM64 -> onArm;
        };
    }
}
