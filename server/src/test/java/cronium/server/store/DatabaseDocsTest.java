package cronium.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseDocsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    @RegisterExtension
    final TestDatabases databases;

    DatabaseDocsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    @Test
    void everyTableStandsInTheDocumentAndTheOtherWayRound() throws IOException, SQLException {
        String document = Files.readString(Path.of(System.getProperty("cronium.root", ".."), "docs", "database.md"));
        Set<String> documented =
                ROW.matcher(document).results().map(row -> row.group(1)).collect(Collectors.toSet());
        assertThat(tables()).isEqualTo(new TreeSet<>(documented));
    }

    private Set<String> tables() throws SQLException {
        Set<String> tables = new TreeSet<>();
        String schema = databases.kind() == DatabaseKind.SQLITE ? "main" : "public";
        try (Connection connection = databases.connect();
                ResultSet rows = connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }
}
