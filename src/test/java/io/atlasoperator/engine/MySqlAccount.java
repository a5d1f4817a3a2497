package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;

/**
 * A user of MySQL or MariaDB with few rights.
 *
 * @param database what it is for
 * @param name the user's name
 * @param password the user's password
 */
record MySqlAccount(MySqlDatabase database, String name, String password) implements AutoCloseable {

    /** @param grants rights, each {@code SELECT ON app.*} */
    static MySqlAccount create(MySqlDatabase database, String... grants) {
        MySqlAccount account = new MySqlAccount(database, MySqlServers.newName(), "planted-secret-7");
        MySqlDatabase.run(
                database.server(), "CREATE USER " + account.name + "@'%' IDENTIFIED BY '" + account.password + "'");
        for (String grant : grants) {
            MySqlDatabase.run(database.server(), "GRANT " + grant + " TO " + account.name + "@'%'");
        }
        return account;
    }

    /** The database as this user. */
    DatabaseUrl url() {
        return as(database.url());
    }

    /** A place on the same server as this user. */
    DatabaseUrl as(DatabaseUrl url) {
        return new DatabaseUrl(
                url.scheme(), name, password, url.host(), url.port(), url.path(), url.query(), url.rawQuery());
    }

    @Override
    public void close() {
        MySqlDatabase.run(database.server(), "DROP USER " + name + "@'%'");
    }
}
