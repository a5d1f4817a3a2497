package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The character sets that tables and databases get which do not say one. */
final class MySqlSurroundings {
    /** Without its name: the database that the session is in. */
    private static final String OF_DATABASE = """
            SELECT CONCAT('ALTER DATABASE CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name)
            FROM information_schema.schemata WHERE schema_name = ?
            """;

    private static final String OF_SERVER = """
            SELECT CONCAT('SET SESSION character_set_server = ', @@GLOBAL.character_set_server,
                          ', collation_server = ', @@GLOBAL.collation_server)
            """;

    private MySqlSurroundings() {}

    /** The statements that make another place like that of a target. */
    static List<String> of(Connection target, Scope scope) throws SQLException {
        return switch (scope) {
            case Scope.OneSchema(String name) -> MySqlStatements.texts(target, OF_DATABASE, name);
            case Scope.WholeRealm() -> MySqlStatements.texts(target, OF_SERVER);
        };
    }
}
