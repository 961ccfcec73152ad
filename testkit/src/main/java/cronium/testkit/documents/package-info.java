/** Documents of this project as data, for the tests that hold them to the code. */
@NullMarked
package cronium.testkit.documents;

import org.jspecify.annotations.NullMarked;
