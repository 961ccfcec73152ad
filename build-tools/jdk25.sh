# Sourced by ./cronium and ./test: sets JAVA_HOME to a JDK 25, or says what to install and ends with 125.
find_jdk25() {
  for candidate in "${JAVA_HOME-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null)" 2>/dev/null)" 2>/dev/null)" 2>/dev/null)" \
      /usr/lib/jvm/*; do
    if [ -x "$candidate/bin/jlink" ] && [ -r "$candidate/release" ] \
        && grep -q '^JAVA_VERSION="25[".]' "$candidate/release"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return
    fi
  done
  echo "${0##*/}: expected a JDK 25 in JAVA_HOME, on PATH or under /usr/lib/jvm, found none; install one, such as Debian's openjdk-25-jdk-headless or Temurin's temurin-25-jdk" >&2
  exit 125
}
