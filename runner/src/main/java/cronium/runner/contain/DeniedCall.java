package cronium.runner.contain;

import cronium.runner.linux.Architecture;

/**
 * System calls that no sandboxed script has a use for, with their numbers (asm/unistd_64.h and asm-generic/unistd.h of
 * Linux 6.18). {@link #NONE} stands where an architecture has no such call.
 */
enum DeniedCall {
    // Mounts and roots.
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    PIVOT_ROOT(155, 41),
    CHROOT(161, 51),
    MOVE_MOUNT(429, 429),
    OPEN_TREE(428, 428),
    OPEN_TREE_ATTR(467, 467),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSPICK(433, 433),
    MOUNT_SETATTR(442, 442),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    QUOTACTL(179, 60),
    QUOTACTL_FD(443, 443),
    OPEN_BY_HANDLE_AT(304, 265),
    FANOTIFY_INIT(300, 262),
    // Namespaces.
    UNSHARE(272, 97),
    SETNS(308, 268),
    // Other processes.
    PTRACE(101, 117),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    PROCESS_MADVISE(440, 440),
    PIDFD_GETFD(438, 438),
    KCMP(312, 272),
    MIGRATE_PAGES(256, 238),
    MOVE_PAGES(279, 239),
    // The kernel and the machine.
    INIT_MODULE(175, 105),
    FINIT_MODULE(313, 273),
    DELETE_MODULE(176, 106),
    KEXEC_LOAD(246, 104),
    KEXEC_FILE_LOAD(320, 294),
    REBOOT(169, 142),
    ACCT(163, 89),
    SYSLOG(103, 116),
    SETTIMEOFDAY(164, 170),
    CLOCK_SETTIME(227, 112),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    IOPL(172, DeniedCall.NONE),
    IOPERM(173, DeniedCall.NONE),
    MODIFY_LDT(154, DeniedCall.NONE),
    VHANGUP(153, 58),
    NFSSERVCTL(180, 42),
    LOOKUP_DCOOKIE(212, 18),
    // Large attack surfaces.
    BPF(321, 280),
    PERF_EVENT_OPEN(298, 241),
    USERFAULTFD(323, 282),
    IO_URING_SETUP(425, 425),
    IO_URING_ENTER(426, 426),
    IO_URING_REGISTER(427, 427),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    KEYCTL(250, 219);

    static final int NONE = -1;

    private final int onX86;
    private final int onArm;

    DeniedCall(int onX86, int onArm) {
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
