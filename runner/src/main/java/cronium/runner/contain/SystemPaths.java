package cronium.runner.contain;

import java.util.List;

/** What of a host a script with filesystem {@code private} sees besides its own directories. */
final class SystemPaths {
    /** Programs and libraries: may be read and executed. */
    static final List<String> PROGRAMS =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store");

    /**
     * May be read. Of {@code /etc} what programs need to start and to find names and certificates; keys and passwords, which
     * root could read, are not among it.
     */
    static final List<String> READABLE = List.of(
            "/etc/alternatives",
            "/etc/bash.bashrc",
            "/etc/ca-certificates",
            "/etc/ca-certificates.conf",
            "/etc/crypto-policies",
            "/etc/debian_version",
            "/etc/environment",
            "/etc/gai.conf",
            "/etc/gitconfig",
            "/etc/group",
            "/etc/host.conf",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/inputrc",
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/ld.so.preload",
            "/etc/locale.alias",
            "/etc/locale.conf",
            "/etc/localtime",
            "/etc/machine-id",
            "/etc/mime.types",
            "/etc/nsswitch.conf",
            "/etc/os-release",
            "/etc/passwd",
            "/etc/pki/ca-trust",
            "/etc/pki/tls/certs",
            "/etc/profile",
            "/etc/profile.d",
            "/etc/protocols",
            "/etc/redhat-release",
            "/etc/resolv.conf",
            "/etc/services",
            "/etc/ssl/certs",
            "/etc/ssl/openssl.cnf",
            "/etc/terminfo",
            "/etc/timezone",
            "/proc",
            "/run/systemd/resolve/resolv.conf",
            "/run/systemd/resolve/stub-resolv.conf",
            "/sys/devices/system",
            "/sys/fs/cgroup",
            "/sys/kernel/mm/transparent_hugepage");

    /** May be read and written with every filesystem but {@code host}. */
    static final List<String> DEVICES = List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

    private SystemPaths() {}
}
