/**
 * Real OpenSSH servers as several hosts: each in a network namespace with an address, a host key and a home of its own, and
 * links that can be cut or made slow. Only root can make them.
 */
@NullMarked
package cronium.testkit.hosts;

import org.jspecify.annotations.NullMarked;
