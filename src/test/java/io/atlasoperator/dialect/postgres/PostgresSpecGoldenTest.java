package io.atlasoperator.dialect.postgres;

import io.atlasoperator.spec.GoldenSchemas;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PostgresSpecGoldenTest {

    @TestFactory
    Stream<DynamicTest> printsWhatItReads() throws IOException {
        return GoldenSchemas.of("postgres", new PostgresSpec());
    }
}
