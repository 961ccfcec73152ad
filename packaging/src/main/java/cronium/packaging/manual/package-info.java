/**
 * What is installed beside the programs for those who type: manual pages and the completion of command lines, made of the
 * programs' own definitions. No program starts here, and nothing is parsed.
 */
@NullMarked
package cronium.packaging.manual;

import org.jspecify.annotations.NullMarked;
