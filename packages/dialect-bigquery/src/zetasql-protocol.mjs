/**
 * What of ZetaSQL's local service is used, as protocol buffers. Only the fields that are read or written, with the numbers of
 * local_service.proto, options.proto, type.proto and value.proto of ZetaSQL; enums as numbers. The tree of a parsed text comes
 * from the package's own parse_tree.proto.
 */

/** Messages that both servers read. */
const commonProto = `
package zetasql;
message LanguageOptions {
  optional int32 product_mode = 3;
  repeated int32 features = 5;
  repeated int32 statement_kinds = 6;
  repeated string reserved_keywords = 8;
}
message DescriptorPools {
  message Builtin {}
  message Definition { optional Builtin builtin = 3; }
  repeated Definition definitions = 1;
}
`;

/** Catalogues, queries and their values. */
export const evaluateProto = `syntax = "proto2";${commonProto}
message Type {
  optional int32 type_kind = 1;
  optional ArrayType array_type = 2;
  optional StructType struct_type = 3;
}
message ArrayType { optional Type element_type = 1; }
message StructField { optional string field_name = 1; optional Type field_type = 2; }
message StructType { repeated StructField field = 1; }
message Timestamp { optional int64 seconds = 1; optional int32 nanos = 2; }
message Datetime { optional int64 bits = 1; optional int32 nanos = 2; }
message Array { repeated Value element = 1; }
message Struct { repeated Value field = 1; }
message Value {
  optional int64 int64_value = 2;
  optional bool bool_value = 5;
  optional double double_value = 7;
  optional string string_value = 8;
  optional bytes bytes_value = 9;
  optional int32 date_value = 10;
  optional Array array_value = 13;
  optional Struct struct_value = 14;
  optional Timestamp timestamp_value = 16;
  optional Datetime datetime_value = 17;
  optional int64 time_value = 18;
  optional bytes numeric_value = 20;
  optional bytes bignumeric_value = 21;
  optional string json_value = 23;
  optional bytes interval_value = 24;
}
message Column { optional string name = 1; optional Type type = 2; }
message Table { optional string name = 1; optional int64 serialization_id = 2; repeated Column column = 4; }
message FunctionOptions { optional LanguageOptions language_options = 1; }
message Catalog {
  optional string name = 1;
  repeated Table table = 2;
  optional FunctionOptions builtin_function_options = 5;
}
message Row { repeated Value cell = 1; }
message TableData { repeated Row row = 1; }
message TableContent { optional TableData table_data = 1; }
message ParameterType { optional string name = 1; optional Type type = 2; }
message AnalyzerOptions {
  optional LanguageOptions language_options = 1;
  repeated ParameterType query_parameters = 2;
  optional int32 error_message_mode = 6;
  optional string default_timezone = 7;
}
message Parameter { optional string name = 1; optional Value value = 2; }
message RegisterCatalogRequest {
  optional Catalog simple_catalog = 1;
  optional DescriptorPools descriptor_pool_list = 3;
  map<string, TableContent> table_content = 4;
}
message RegisterCatalogResponse { optional int64 registered_id = 1; }
message EvaluateQueryRequest {
  optional string sql = 1;
  optional AnalyzerOptions options = 2;
  optional int64 registered_catalog_id = 5;
  repeated Parameter params = 8;
}
message Prepared { repeated Column columns = 4; }
message EvaluateQueryResponse { optional TableContent content = 1; optional Prepared prepared = 2; }
message AnalyzeRequest {
  optional AnalyzerOptions options = 1;
  optional int64 registered_catalog_id = 4;
  optional string sql_statement = 5;
}
message AnalyzeResponse {}
message GetBuiltinFunctionsRequest { optional LanguageOptions language_options = 1; }
message BuiltinFunction { repeated string name_path = 1; }
message GetBuiltinFunctionsResponse { repeated BuiltinFunction function = 1; }
`;

/** Texts as trees. */
export const parseProto = `syntax = "proto2";
import "zetasql/parser/parse_tree.proto";${commonProto}message ParseRequest {
  optional string sql_statement = 1;
  optional LanguageOptions options = 2;
  optional bool allow_script = 4;
}
message ParseResponse { optional ASTScriptProto parsed_script = 3; }
`;

/** Features of the language that BigQuery does not have, or that take something away from it, as numbers of `LanguageFeature`. */
const ABSENT = new Set([
  3, 20, 21, 24, 52, 69, 78, 79, 80, 82, 83, 84, 85, 94, 13003, 13012, 13013, 14012,
]);

/** @param {number} first @param {number} last */
const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place);

/** How BigQuery is set up among the products that speak GoogleSQL: external names of types, all released features. */
export const languageOptions = {
  productMode: 1,
  features: [
    ...range(1, 100),
    ...range(11001, 11011),
    ...range(12001, 12011),
    ...range(13001, 13045),
    ...range(14000, 14030),
  ].filter((feature) => !ABSENT.has(feature)),
  reservedKeywords: ['QUALIFY'],
};
