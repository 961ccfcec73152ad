/** The files of runners: kept as they were registered, and which of them is put on a host. How one gets there is not known here. */
@NullMarked
package cronium.server.runners;

import org.jspecify.annotations.NullMarked;
