package io.atlasoperator.secretstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The signer against the values that AWS publishes in its manuals and its suite of examples. */
class AwsSignatureTest {
    private static final AwsCredentials IAM =
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Optional.empty());
    private static final AwsCredentials S3 =
            new AwsCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Optional.empty());
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void signsTheExampleOfTheManual() {
        assertThat(new AwsSignature(IAM, "us-east-1", "iam")
                        .authorization(
                                "GET",
                                "/",
                                "Action=ListUsers&Version=2010-05-08",
                                new TreeMap<>(Map.of(
                                        "Content-Type",
                                        "application/x-www-form-urlencoded; charset=utf-8",
                                        "Host",
                                        "iam.amazonaws.com",
                                        "X-Amz-Date",
                                        "20150830T123600Z")),
                                ""))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date,"
                        + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void signsTheExampleOfStorage() {
        assertThat(new AwsSignature(S3, "us-east-1", "s3")
                        .authorization(
                                "GET",
                                "/test.txt",
                                "",
                                new TreeMap<>(Map.of(
                                        "Host",
                                        "examplebucket.s3.amazonaws.com",
                                        "Range",
                                        "bytes=0-9",
                                        "X-Amz-Content-Sha256",
                                        EMPTY,
                                        "X-Amz-Date",
                                        "20130524T000000Z")),
                                ""))
                .endsWith("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsTheSuitesRequests() {
        AwsSignature signature = new AwsSignature(IAM, "us-east-1", "service");
        Map<String, String> headers = Map.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z");
        assertThat(signature.authorization("GET", "/", "", new TreeMap<>(headers), ""))
                .endsWith("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        assertThat(signature.authorization("POST", "/", "", new TreeMap<>(headers), ""))
                .endsWith("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        TreeMap<String, String> form = new TreeMap<>(headers);
        form.put("Content-Type", "application/x-www-form-urlencoded");
        assertThat(signature.authorization("POST", "/", "", form, "Param1=value1"))
                .endsWith("Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    @Test
    void tellsTheTimeAsHeadersDo() {
        assertThat(AwsSignature.time(Instant.parse("2015-08-30T12:36:00.5Z"))).isEqualTo("20150830T123600Z");
    }

    @Test
    void keysAreNotShown() {
        assertThat(IAM.toString()).isEqualTo("AwsCredentials[AKIDEXAMPLE]");
    }
}
