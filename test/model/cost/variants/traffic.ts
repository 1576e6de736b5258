import type { Variant } from "./variant";

/** Edge, interfaces, queues and topics, mostly beyond their first tier. */
export const TRAFFIC: readonly Variant[] = [
  {
    title: "CloudFront over four tiers of one part of the world, requests of another",
    type: "aws:cloudfront/distribution:Distribution",
    usage: {
      monthly_data_transfer_to_internet_gb: { europe: 200_000 },
      monthly_https_requests: { europe: 100_000_000, japan: 1_000_000 },
      monthly_invalidation_requests: 2500,
    },
    usd: {
      "Europe, Israel / Data transfer out to internet (first 10TB)": 10_240 * 0.085,
      "Europe, Israel / Data transfer out to internet (next 40TB)": 40_960 * 0.08,
      "Europe, Israel / Data transfer out to internet (next 100TB)": 102_400 * 0.06,
      "Europe, Israel / Data transfer out to internet (next 350TB)": 46_400 * 0.04,
      "Europe, Israel / HTTPS requests": 120,
      "Japan / HTTPS requests": 1.2,
      "Invalidation requests (first 1k)": 0,
      "Invalidation requests (over 1k)": 7.5,
    },
  },
  {
    title: "FIFO messages of two chunks in Dublin",
    type: "aws:sqs/queue:Queue",
    region: "eu-west-1",
    inputs: { fifoQueue: true },
    usage: { monthly_requests: 5_000_000, request_size_kb: 100 },
    usd: { Requests: 5 },
  },
  {
    title: "a queue beyond both tiers; infracost knows the first alone",
    type: "aws:sqs/queue:Queue",
    usage: { monthly_requests: 250_000_000_000 },
    usd: { Requests: 40_000, "Requests (next 100B)": 30_000, "Requests (over 200B)": 12_000 },
    infracost: { Requests: 100_000 },
  },
  {
    title: "a topic's messages of three chunks over four channels",
    type: "aws:sns/topic:Topic",
    usage: {
      monthly_requests: 3_000_000,
      request_size_kb: 130,
      http_subscriptions: 2,
      email_subscriptions: 1,
      mobile_push_subscriptions: 1,
      sms_subscriptions: 1,
      sms_notification_price: 0.01,
    },
    usd: {
      "API requests (over 1M)": 4,
      "HTTP/HTTPS notifications (over 100k)": 179 * 0.06,
      "Email/Email-JSON notifications (over 1k)": 89.99 * 2,
      "Mobile Push notifications": 4.5,
      "SMS notifications (over 100)": 8_999_900 * 0.01,
    },
  },
  {
    title: "queries beyond the first billion by two policies",
    type: "aws:route53/record:Record",
    inputs: { latencyRoutingPolicies: [{ region: "us-east-1" }] },
    usage: { monthly_standard_queries: 1_500_000_000, monthly_latency_based_queries: 1_200_000_000 },
    usd: {
      "Standard queries (first 1B)": 400,
      "Standard queries (over 1B)": 100,
      "Latency based routing queries (first 1B)": 600,
      "Latency based routing queries (over 1B)": 60,
    },
  },
  {
    title: "REST requests over three tiers in Dublin",
    type: "aws:apigateway/restApi:RestApi",
    region: "eu-west-1",
    usage: { monthly_requests: 1_500_000_000 },
    usd: { "Requests (first 333M)": 1165.5, "Requests (next 667M)": 667 * 3.19, "Requests (next 19B)": 500 * 2.71 },
  },
  {
    title: "WebSocket messages of two chunks, over both tiers",
    type: "aws:apigatewayv2/api:Api",
    inputs: { protocolType: "WEBSOCKET" },
    usage: { monthly_messages: 1_500_000_000, message_size_kb: 60, monthly_connection_mins: 10_000_000 },
    usd: { "Messages (first 1B)": 1000, "Messages (over 1B)": 1600, "Connection duration": 2.5 },
  },
  {
    title: "an accelerator's outbound premium of a region that shares it with its continent",
    type: "aws:globalaccelerator/endpointGroup:EndpointGroup",
    inputs: { endpointGroupRegion: "eu-central-1" },
    usage: {
      monthly_inbound_data_transfer_gb: { us: 100, europe: 50 },
      monthly_outbound_data_transfer_gb: { us: 400, europe: 300 },
    },
    usd: {
      "US, Mexico, Canada / Outbound DT-premium fee": 400 * 0.015,
      "Europe / Outbound DT-premium fee": 300 * 0.015,
    },
  },
];
