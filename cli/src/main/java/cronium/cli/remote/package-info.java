/**
 * The control plane's HTTP interface as a client sees it: where the server is and with which token, calls and their refusals, JSON,
 * pages, and following an execution over dropped connections. No commands, nothing that is printed.
 */
@NullMarked
package cronium.cli.remote;

import org.jspecify.annotations.NullMarked;
