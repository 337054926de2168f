// What the Relay compiler compiles; the artefacts that it writes are run by journey.mjs.
graphql`
  query documentsListQuery($count: Int!, $cursor: String, $filter: TransferFilter) {
    ...documentsList_query @arguments(count: $count, cursor: $cursor, filter: $filter)
  }
`;

graphql`
  fragment documentsList_query on Query
  @refetchable(queryName: "documentsListPaginationQuery")
  @argumentDefinitions(
    count: { type: "Int!" }
    cursor: { type: "String" }
    filter: { type: "TransferFilter" }
  ) {
    transfers(first: $count, after: $cursor, filter: $filter) @connection(key: "documentsList_transfers") {
      edges {
        node {
          id
          code
          recipient {
            ...documentsRecipient_recipient
          }
        }
      }
    }
  }
`;

graphql`
  fragment documentsRecipient_recipient on Recipient
  @refetchable(queryName: "documentsRecipientRefetchQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 1 }, cursor: { type: "String" }) {
    code
    transfers(first: $count, after: $cursor) @connection(key: "documentsRecipient_transfers") {
      edges {
        node {
          code
        }
      }
    }
  }
`;

graphql`
  query documentsNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      ... on Transfer {
        code
        bases {
          kind
          ... on ConsentBasis {
            texts {
              code
            }
          }
        }
      }
    }
  }
`;
