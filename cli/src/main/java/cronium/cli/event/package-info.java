/** Events as an operator has them: a folder or a YAML file that becomes an event document, and what differs between two versions. No calls. */
@NullMarked
package cronium.cli.event;

import org.jspecify.annotations.NullMarked;
