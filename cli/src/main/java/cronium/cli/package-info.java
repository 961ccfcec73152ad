/**
 * {@code cronium}, the operator's command. Each command is a class; what it needs of the machine (directories, environment,
 * streams) comes in through {@link cronium.cli.Surroundings}.
 */
@NullMarked
package cronium.cli;

import org.jspecify.annotations.NullMarked;
