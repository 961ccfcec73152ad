/**
 * Every call into the Linux kernel, by way of glibc and the FFM API, and what is read from {@code /proc}. Decides
 * nothing: who is signalled and when is {@code supervise}'s business. {@code java.lang.foreign} lives here only.
 */
@NullMarked
package cronium.runner.linux;

import org.jspecify.annotations.NullMarked;
