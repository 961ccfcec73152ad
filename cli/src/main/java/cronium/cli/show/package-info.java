/** How answers are shown: tables and times for people, YAML, JSON. Text of others never moves the cursor. No calls, no commands. */
@NullMarked
package cronium.cli.show;

import org.jspecify.annotations.NullMarked;
