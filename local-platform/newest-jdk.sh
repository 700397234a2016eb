# Sourced by ./run and ./verify: exports JAVA_HOME as the newest JDK on this machine, 17 or newer, and puts it first in
# PATH. Keycloak starts about twice as fast on a JDK 25 as on a 17, hence the search.

_daemun_jdk_major() {
  [ -x "$1/bin/javac" ] || return 0
  # Every JDK since 9 says its version in a file, which is faster to read than starting a JVM.
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1
}

_daemun_jdks() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  _daemun_javac=$(command -v javac 2>/dev/null) && {
    _daemun_javac=$(readlink -f "$_daemun_javac" 2>/dev/null || printf '%s' "$_daemun_javac")
    printf '%s\n' "${_daemun_javac%/bin/javac}"
  }
  for _daemun_dir in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
    [ -d "$_daemun_dir" ] && printf '%s\n' "$_daemun_dir"
  done
}

_daemun_newest=0
while IFS= read -r _daemun_jdk; do
  _daemun_major=$(_daemun_jdk_major "$_daemun_jdk")
  if [ "${_daemun_major:-0}" -gt "$_daemun_newest" ]; then
    _daemun_newest=$_daemun_major
    _daemun_home=$_daemun_jdk
  fi
done <<JDKS
$(_daemun_jdks)
JDKS

if [ "$_daemun_newest" -lt 17 ]; then
  echo "No JDK 17 or newer was found: install one (a JRE is not enough), or set JAVA_HOME to where it is." >&2
  exit 1
fi
export JAVA_HOME="$_daemun_home"
export PATH="$JAVA_HOME/bin:$PATH"
