package cronium.runner.linux;

/** The instruction sets that the runner knows the system call numbers of. */
public enum Architecture {
    /** {@code AUDIT_ARCH_X86_64}. */
    X86_64("amd64", 0xC000003E),
    /** {@code AUDIT_ARCH_AARCH64}. */
    ARM64("aarch64", 0xC00000B7);

    private final String javaName;
    private final int auditValue;

    Architecture(String javaName, int auditValue) {
        this.javaName = javaName;
        this.auditValue = auditValue;
    }

    /** As seccomp(2) names it in {@code seccomp_data.arch}. */
    public int auditValue() {
        return auditValue;
    }

    /** The one that this JVM runs on. */
    public static Architecture current() {
        String name = System.getProperty("os.arch", "");
        for (Architecture architecture : values()) {
            if (architecture.javaName.equals(name)) {
                return architecture;
            }
        }
        throw new UnsupportedOperationException("expected amd64 or aarch64, found " + name);
    }
}
