package io.atlasoperator.hcl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Values as YAML. Loaded when first used: most documents have no YAML. */
final class YamlText {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private YamlText() {}

    static Value decode(String text) {
        try {
            return JsonText.value(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new HclFunctionException("it is not valid YAML: " + e.getOriginalMessage());
        }
    }

    static String encode(Value value) {
        try {
            return MAPPER.writeValueAsString(MAPPER.readTree(JsonText.encode(value)));
        } catch (JsonProcessingException e) {
            throw new HclFunctionException("it cannot be written as YAML: " + e.getOriginalMessage());
        }
    }
}
