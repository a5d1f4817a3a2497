package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionControlTest {

    @ParameterizedTest
    @CsvSource({
        "BEGIN;, BEGINS",
        "begin immediate, BEGINS",
        "START TRANSACTION READ ONLY;, BEGINS",
        "COMMIT;, COMMITS",
        "END TRANSACTION, COMMITS",
        "COMMIT AND NO CHAIN;, COMMITS",
        "COMMIT AND CHAIN;, NONE",
        "COMMIT PREPARED 'x';, NONE",
        "ROLLBACK;, ROLLS_BACK",
        "rollback work, ROLLS_BACK",
        "ABORT;, ROLLS_BACK",
        "ROLLBACK TO s;, NONE",
        "ROLLBACK TRANSACTION TO SAVEPOINT s, NONE",
        "ROLLBACK PREPARED 'x', NONE",
        "SAVEPOINT s;, SAVES",
        "RELEASE s;, NONE",
        "BEGINNING, NONE"
    })
    void tellsByTheFirstWords(String statement, TransactionControl control) {
        assertThat(TransactionControl.of(statement)).isEqualTo(control);
    }
}
