# Sourced by ./cronium and ./test, for building and testing the arm64 runner on another machine. DIR keeps what was downloaded.
#
# find_arm64_jmods DIR sets CRONIUM_ARM64_JMODS to a directory with the modules of a JDK 25 for arm64: what it is set
# to already, else what Debian's package has. That is downloaded once, with the machine's own mirror and keys.

find_arm64_jmods() {
  [ -z "${CRONIUM_ARM64_JMODS-}" ] || return 0
  CRONIUM_ARM64_JMODS=$1/modules
  [ ! -f "$CRONIUM_ARM64_JMODS/java.base.jmod" ] || return 0
  (
    set -e
    fetch_arm64 "$1" openjdk-25-jdk-headless
    mkdir "$1/jdk"
    dpkg-deb --fsys-tarfile "$1"/openjdk-25-jdk-headless_*.deb |
      tar -x -C "$1/jdk" --wildcards '*/jmods/java.base.jmod' '*/jmods/jdk.unsupported.jmod'
    mv "$1"/jdk/usr/lib/jvm/*/jmods "$CRONIUM_ARM64_JMODS"
    rm -rf "$1/jdk" "$1"/openjdk-25-jdk-headless_*.deb
  ) >&2 || {
    echo "cronium: expected the arm64 modules of JDK 25, found none and no way to download Debian's; set CRONIUM_ARM64_JMODS" >&2
    exit 1
  }
}

# find_arm64_root DIR makes DIR/root, with the libraries that programs for arm64 need under an emulator.
find_arm64_root() {
  [ ! -d "$1/root" ] || return 0
  (
    set -e
    fetch_arm64 "$1" libc6 libgcc-s1 libstdc++6 zlib1g
    rm -rf "$1/root.new"
    mkdir "$1/root.new"
    for package in "$1"/*_arm64.deb; do
      dpkg-deb -x "$package" "$1/root.new"
      rm "$package"
    done
    # Since Debian 13 the link belongs to a package of its own.
    [ -e "$1/root.new/lib" ] || ln -s usr/lib "$1/root.new/lib"
    mv "$1/root.new" "$1/root"
  ) >&2
}

# fetch_arm64 DIR PACKAGE...: downloads Debian packages of arm64 into DIR, with lists and state of its own.
fetch_arm64() {
  fetched=$1
  shift
  rm -rf "$fetched/apt" "$fetched/jdk" "$fetched"/*.deb
  mkdir -p "$fetched/apt/state" "$fetched/apt/lists/partial" "$fetched/apt/cache/archives/partial"
  : >"$fetched/apt/state/status"
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
    sed -n 's/^URIs: *\(.*\/debian\)\/* *$/\1/p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\/debian\)\/* .*/\2/p' | head -n 1)
  [ -n "$mirror" ] || { echo 'cronium: expected a mirror of Debian in the sources of apt, found none' >&2; return 1; }
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$fetched/apt/sources.list"
  cat >"$fetched/apt/apt.conf" <<END
Dir::State "$fetched/apt/state";
Dir::State::lists "$fetched/apt/lists";
Dir::State::status "$fetched/apt/state/status";
Dir::Cache "$fetched/apt/cache";
Dir::Etc::sourcelist "$fetched/apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
Acquire::Languages "none";
END
  (
    cd "$fetched"
    APT_CONFIG=$fetched/apt/apt.conf
    export APT_CONFIG
    apt-get -q -q update && apt-get -q -q -o APT::Sandbox::User=root download "$@"
  ) && rm -rf "$fetched/apt"
}
