/** The control plane as a program: its options, its data directory, and what is made of what at its start. */
@NullMarked
package cronium.server;

import org.jspecify.annotations.NullMarked;
