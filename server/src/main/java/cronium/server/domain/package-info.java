/**
 * What the control plane is about: events and their versions, payloads, executions and how they end, hosts, tokens. Values and
 * rules only: no SQL, no HTTP, no clock, no files.
 */
@NullMarked
package cronium.server.domain;

import org.jspecify.annotations.NullMarked;
