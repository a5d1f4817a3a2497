package io.atlasoperator.dialect.mysql;

import io.atlasoperator.spec.GoldenSchemas;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MySqlSpecGoldenTest {

    @TestFactory
    Stream<DynamicTest> printsWhatItReads() throws IOException {
        return GoldenSchemas.of("mysql", new MySqlSpec());
    }
}
